/**
 * KQL as Kibana reads it.
 *
 * An unquoted literal runs over blanks up to an operator or a special character. The lexer settles
 * where that is by longest match alone: blanks belong to the operator or the opening character they
 * follow, so that ' or ' is one token exactly where it is an operator, and blanks anywhere else are
 * either inside a literal or in front of a closing one. The blanks at the start of a query follow
 * nothing: skip them before lexing.
 *
 * Every text can be split into tokens. Those that no parser rule mentions are mistakes.
 */
grammar KqlBase;

query
    : (orQuery BLANKS?)? EOF
    ;

orQuery
    : andQuery (OR andQuery)*
    ;

andQuery
    : notQuery (AND notQuery)*
    ;

notQuery
    : NOT? subQuery
    ;

subQuery
    : OPEN_LIST orQuery BLANKS? CLOSE_LIST                              # group
    | path=literal BLANKS? COLON OPEN_NESTED orQuery BLANKS? CLOSE_NESTED # nested
    | field=literal BLANKS? operator=comparison bound=literal           # range
    | field=literal BLANKS? COLON values                                # is
    | literal                                                           # freeText
    ;

comparison
    : LESS
    | LESS_OR_EQUAL
    | GREATER
    | GREATER_OR_EQUAL
    ;

values
    : OPEN_LIST orValues BLANKS? CLOSE_LIST                             # list
    | literal                                                           # value
    ;

orValues
    : andValues (OR andValues)*
    ;

andValues
    : notValues (AND notValues)*
    ;

notValues
    : NOT? values
    ;

literal
    : QUOTED                                                            # quoted
    | WORD (BLANKS WORD)*                                               # unquoted
    ;

OR  : BLANK+ [oO] [rR] BLANK+ ;
AND : BLANK+ [aA] [nN] [dD] BLANK+ ;
NOT : [nN] [oO] [tT] BLANK+ ;

BLANKS : BLANK+ ;

OPEN_LIST    : '(' BLANK* ;
CLOSE_LIST   : ')' ;
OPEN_NESTED  : '{' BLANK* ;
CLOSE_NESTED : '}' ;

COLON            : ':' BLANK* ;
LESS             : '<' BLANK* ;
LESS_OR_EQUAL    : '<=' BLANK* ;
GREATER          : '>' BLANK* ;
GREATER_OR_EQUAL : '>=' BLANK* ;

// A backslash before a quote or a backslash escapes it; before anything else it either
// begins another escape or is literal, which makes no difference to where the text ends.
QUOTED          : '"' QUOTED_CHARACTER* '"' ;
UNCLOSED_QUOTED : '"' QUOTED_CHARACTER* '\\'? ;

WORD : LITERAL_CHARACTER+ ;

// 'not' before a space is the operator even at the end of a word, where it is not allowed.
WORD_ENDING_IN_NOT : LITERAL_CHARACTER+ [nN] [oO] [tT] BLANK+ ;

LONE_BACKSLASH : '\\' ;

fragment LITERAL_CHARACTER
    : ~[ \t\r\n\u00A0\\():<>"*{}]
    | '*'
    | '\\' [trn]
    | '\\' [\\():<>"*{}]
    | '\\u' HEX HEX HEX HEX
    // '\not' is a line break and 'ot': lower-case n belongs to the escape above.
    | '\\' ([oO] [rR] | [aA] [nN] [dD] | 'N' [oO] [tT])
    ;

fragment QUOTED_CHARACTER
    : ~["\\]
    | '\\' .
    ;

fragment HEX   : [0-9a-fA-F] ;
fragment BLANK : [ \t\r\n\u00A0] ;
