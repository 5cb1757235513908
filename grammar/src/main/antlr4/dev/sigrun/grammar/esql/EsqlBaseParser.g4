/**
 * ES|QL as Elasticsearch 8.19 and 9 read it, as far as detection rules use it.
 *
 * The parser rules also accept some things that are not ES|QL (a LIMIT that is not a number,
 * patterns that are not texts, ...) where a dedicated message helps the author more than a syntax
 * error would; EsqlTreeBuilder refuses them.
 *
 * Pipes and chains of 'and', 'or', 'not', signs and operators are loops, not recursion: however
 * long, they need no stack.
 */
parser grammar EsqlBaseParser;

options { tokenVocab = EsqlBaseLexer; }

query
    : from (PIPE command)* EOF
    ;

from
    : FROM index (COMMA index)* (METADATA metadata+=INDEX (COMMA metadata+=INDEX)*)?
    ;

index
    : INDEX
    | STRING
    | RAW_STRING
    ;

command
    : WHERE expression                                                  # where
    | EVAL fields                                                       # eval
    | INLINE? STATS aggregates? (BY fields)?                            # stats
    | KEEP pattern (COMMA pattern)*                                     # keep
    | DROP pattern (COMMA pattern)*                                     # drop
    | RENAME renaming (COMMA renaming)*                                 # rename
    | MV_EXPAND pattern                                                 # mvExpand
    | SORT order (COMMA order)*                                         # sort
    | LIMIT expression                                                  # limit
    | GROK postfix text                                                 # grok
    | DISSECT postfix text dissectOption*                               # dissect
    | COMPLETION (column ASSIGN)? postfix (WITH (IDENTIFIER | map))?    # completion
    ;

fields
    : field (COMMA field)*
    ;

field
    : (column ASSIGN)? expression
    ;

aggregates
    : aggregate (COMMA aggregate)*
    ;

aggregate
    : field (WHERE expression)?
    ;

pattern
    : patternPart (DOT patternPart)*
    ;

patternPart
    : NAME_PART
    | BACKTICKED
    | AS
    ;

renaming
    : first=pattern (AS | ASSIGN) second=pattern
    ;

order
    : expression direction=(ASC | DESC)? (NULLS nulls=(FIRST | LAST))?
    ;

dissectOption
    : IDENTIFIER ASSIGN text
    ;

expression
    : conjunction (OR conjunction)*
    ;

conjunction
    : negation (AND negation)*
    ;

negation
    : NOT* test
    ;

test
    : comparison testTail?
    ;

testTail
    : IS NOT? NULL                                                      # isNull
    | NOT? IN LP expression (COMMA expression)* RP                      # in
    | NOT? operator=(LIKE | RLIKE) likePatterns                         # like
    | COLON signed                                                      # match
    ;

likePatterns
    : sum
    | LP sum (COMMA sum)+ RP
    ;

comparison
    : sum (operator=(EQ | NEQ | LT | LTE | GT | GTE) sum)?
    ;

sum
    : product (operators+=(PLUS | MINUS) product)*
    ;

product
    : signed (operators+=(ASTERISK | SLASH | PERCENT) signed)*
    ;

signed
    : signs+=(PLUS | MINUS)* postfix
    ;

postfix
    : primary (CAST types+=IDENTIFIER)*
    ;

primary
    : literal                                                           # literalPrimary
    | column                                                            # columnPrimary
    | name=(IDENTIFIER | FIRST | LAST) LP arguments? RP                 # call
    | LP expression RP                                                  # parenthesized
    ;

arguments
    : ASTERISK
    | argument (COMMA argument)*
    ;

argument
    : expression
    | map
    ;

map
    : LC (entry (COMMA entry)*)? RC
    ;

entry
    : text COLON mapValue
    ;

mapValue
    : signed
    | map
    ;

column
    : columnPart (DOT columnPart)*
    ;

columnPart
    : IDENTIFIER
    | BACKTICKED
    ;

literal
    : text
    | number=(INTEGER | DECIMAL) unit=IDENTIFIER?
    | TRUE
    | FALSE
    | NULL
    | LB signed (COMMA signed)* RB
    ;

text
    : STRING
    | RAW_STRING
    ;
