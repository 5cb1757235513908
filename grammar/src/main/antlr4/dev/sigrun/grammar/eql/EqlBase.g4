/**
 * EQL as Elasticsearch reads it.
 *
 * The parser rules also accept some things that are no EQL (a single '=', chained comparisons,
 * patterns that are not literals, ...) where a dedicated message helps the author more than a
 * syntax
 * error would; EqlTreeBuilder refuses them. The last section of the lexer rules does the same for
 * characters: every text has tokens, and EqlTokens refuses those that are no EQL.
 *
 * Chains of 'and', 'or', 'not', signs and operators are loops, not recursion: however long, they
 * need no stack.
 */
grammar EqlBase;

singleQuery
    : query EOF
    ;

singleExpression
    : expression EOF
    ;

query
    : eventQuery pipe*      # eventStatement
    | correlation pipe*     # correlationStatement
    ;

correlation
    : kind=(SEQUENCE | SAMPLE | JOIN) clause* correlationItem+
    ;

correlationItem
    : UNTIL? stage
    ;

stage
    : open=(LB | MISSING) eventQuery RB stageSuffix*
    ;

stageSuffix
    : clause
    | alias
    ;

clause
    : BY expression (COMMA expression)*                  # byClause
    | WITH option=(IDENTIFIER | MAXSPAN) ASSIGN setting  # withClause
    ;

setting
    : sign=(PLUS | MINUS)? number unit=IDENTIFIER?
    ;

// Endpoint dialect.
alias
    : AS identifier
    ;

eventQuery
    : category? WHERE expression
    ;

category
    : ANY                   # anyCategory
    | identifier            # namedCategory
    | text                  # textCategory
    | QUESTION identifier   # optionalCategory
    | BACKTICKED            # backtickedCategory
    | number                # numberCategory
    ;

pipe
    : PIPE identifier (expression (COMMA expression)*)?
    ;

expression
    : andExpression (OR andExpression)*
    ;

andExpression
    : notExpression (AND notExpression)*
    ;

notExpression
    : NOT* comparison
    ;

comparison
    : additive (comparisonOperator additive)*
    ;

comparisonOperator
    : EQ | NEQ | LT | LTE | GT | GTE
    | ASSIGN
    ;

additive
    : multiplicative (operators+=(PLUS | MINUS) multiplicative)*
    ;

multiplicative
    : signed (operators+=(ASTERISK | SLASH | PERCENT) signed)*
    ;

signed
    : signs+=(PLUS | MINUS)* lookup
    ;

lookup
    : primary lookupTail?
    ;

lookupTail
    : NOT? (operator=(IN | IN_TILDE) list | matchOperator pattern)
    ;

matchOperator
    : COLON | LIKE | LIKE_TILDE | REGEX | REGEX_TILDE
    | NOT_COLON
    ;

pattern
    : list
    | signs+=(PLUS | MINUS)* atom
    ;

list
    : LP (expression (COMMA expression)*)? RP
    ;

primary
    : atom                  # atomPrimary
    | LP expression RP      # parenthesized
    ;

atom
    : literal                                                               # literalAtom
    | name=(IDENTIFIER | AS | TILDE_IDENTIFIER) LP
      (expression (COMMA expression)*)? RP                                  # call
    | identifier OF LB eventQuery RB                                        # lineage
    | field                                                                 # fieldAtom
    ;

field
    : QUESTION? first=fieldStart fieldStep*
    ;

fieldStart
    : identifier
    | BACKTICKED
    | VARIABLE
    ;

fieldStep
    : DOT (identifier | BACKTICKED)
    // Only with a number: in 'by user [process where true]' the bracket opens a stage.
    | LB INTEGER RB
    ;

literal
    : text
    | number
    | TRUE
    | FALSE
    | NULL
    ;

number
    : INTEGER
    | DECIMAL
    ;

text
    : STRING
    | RAW_STRING
    | SINGLE_QUOTED
    | OLD_RAW_STRING
    ;

// 'as' is not a keyword of EQL.
identifier
    : IDENTIFIER
    | AS
    ;

// Keywords

AND: 'and';
ANY: 'any';
BY: 'by';
FALSE: 'false';
IN: 'in';
IN_TILDE: 'in~';
JOIN: 'join';
LIKE: 'like';
LIKE_TILDE: 'like~';
MAXSPAN: 'maxspan';
NOT: 'not';
NULL: 'null';
OF: 'of';
OR: 'or';
REGEX: 'regex';
REGEX_TILDE: 'regex~';
SAMPLE: 'sample';
SEQUENCE: 'sequence';
TRUE: 'true';
UNTIL: 'until';
WHERE: 'where';
WITH: 'with';

AS: 'as';

// Operators

COLON: ':';
ASSIGN: '=';
EQ: '==';
NEQ: '!=';
LT: '<';
LTE: '<=';
GT: '>';
GTE: '>=';
PLUS: '+';
MINUS: '-';
ASTERISK: '*';
SLASH: '/';
PERCENT: '%';
DOT: '.';
COMMA: ',';
LB: '[';
RB: ']';
LP: '(';
RP: ')';
PIPE: '|';
QUESTION: '?';
MISSING: '![';

// Literals and names

// Escapes are checked by EqlStrings, which can point at each of them.
STRING
    : '"' STRING_PART* '"'
    ;

// Three quotes in a row end it; up to two more belong to the content.
RAW_STRING
    : '"""' RAW_PART* '"""' '"'? '"'?
    ;

INTEGER
    : DIGIT+
    ;

DECIMAL
    : DIGIT+ '.' DIGIT* EXPONENT?
    | '.' DIGIT+ EXPONENT?
    | DIGIT+ EXPONENT
    ;

IDENTIFIER
    : [A-Za-z_@] NAME_PART*
    ;

TILDE_IDENTIFIER
    : [A-Za-z_@] NAME_PART* '~'
    ;

BACKTICKED
    : '`' (~'`' | '``')* '`'
    ;

// Not for the parser

LINE_COMMENT
    : '//' ~[\r\n]* -> skip
    ;

BLOCK_COMMENT
    : '/*' COMMENT_PART* '*'+ '/' -> skip
    ;

BLANK
    : [ \t\r\n]+ -> skip
    ;

// Not EQL, or of another dialect

SINGLE_QUOTED
    : '\'' SINGLE_PART* '\''
    ;

OLD_RAW_STRING
    : '?' RAW_STRING
    | '?"' ('\\"' | ~["\r\n])* '"'
    | '?\'' ('\\\'' | ~['\r\n])* '\''
    ;

VARIABLE
    : '$' [A-Za-z_@] NAME_PART*
    ;

NOT_COLON
    : '!:'
    ;

UNCLOSED_STRING
    : '"' STRING_PART* '\\'?
    | '"""' RAW_PART* '"'? '"'?
    | '\'' SINGLE_PART* '\\'?
    ;

UNCLOSED_BACKTICK
    : '`' (~[`\r\n] | '``')*
    ;

UNCLOSED_COMMENT
    : '/*' COMMENT_PART* '*'*
    ;

UNKNOWN
    : .
    ;

fragment STRING_PART
    : '\\' ~[\r\n]
    | ~["\\\r\n]
    ;

fragment RAW_PART
    : '"'? '"'? ~["\r\n]
    ;

fragment SINGLE_PART
    : '\\' ~[\r\n]
    | ~['\\\r\n]
    ;

fragment COMMENT_PART
    : ~'*'
    | '*'+ ~[*/]
    ;

fragment NAME_PART
    : [A-Za-z0-9_]
    ;

fragment DIGIT
    : [0-9]
    ;

fragment EXPONENT
    : [Ee] [+-]? DIGIT+
    ;
