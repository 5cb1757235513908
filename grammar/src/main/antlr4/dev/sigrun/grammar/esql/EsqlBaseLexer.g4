/**
 * The tokens of ES|QL, written from its documentation and from what nodes answer.
 *
 * The meaning of a character depends on the command: '*' is a wildcard in KEEP and a product in EVAL,
 * and the names of indices hold '-' and '.'. Therefore each command puts the lexer into a mode, and
 * a pipe puts it back.
 *
 * Every text has tokens. Those that no parser rule mentions are mistakes, which EsqlTokens reports.
 */
lexer grammar EsqlBaseLexer;

options { caseInsensitive = true; }

tokens {
    PIPE, COMMA, ASSIGN, DOT, LP, RP,
    STRING, RAW_STRING, BACKTICKED,
    SINGLE_QUOTED, UNCLOSED_STRING, UNCLOSED_BACKTICK, UNCLOSED_COMMENT, UNKNOWN
}

// Where a command starts

FROM       : 'from' -> mode(SOURCES) ;
KEEP       : 'keep' -> mode(NAMES) ;
DROP       : 'drop' -> mode(NAMES) ;
RENAME     : 'rename' -> mode(NAMES) ;
MV_EXPAND  : 'mv_expand' -> mode(NAMES) ;
WHERE      : 'where' -> mode(EXPRESSIONS) ;
EVAL       : 'eval' -> mode(EXPRESSIONS) ;
STATS      : 'stats' -> mode(EXPRESSIONS) ;
SORT       : 'sort' -> mode(EXPRESSIONS) ;
LIMIT      : 'limit' -> mode(EXPRESSIONS) ;
GROK       : 'grok' -> mode(EXPRESSIONS) ;
DISSECT    : 'dissect' -> mode(EXPRESSIONS) ;
COMPLETION : 'completion' -> mode(EXPRESSIONS) ;
// Followed by STATS.
INLINE     : 'inline' ;

// Another word: a command that is not in this grammar, or none.
COMMAND    : [a-z_] [a-z0-9_]* -> mode(EXPRESSIONS) ;

COMMAND_PIPE    : '|' -> type(PIPE) ;
LINE_COMMENT    : LINE_COMMENT_TEXT -> skip ;
BLOCK_COMMENT   : BLOCK_COMMENT_TEXT -> skip ;
BLANK           : SPACE+ -> skip ;
COMMAND_COMMENT : UNCLOSED_COMMENT_TEXT -> type(UNCLOSED_COMMENT) ;
COMMAND_UNKNOWN : . -> type(UNKNOWN) ;

mode SOURCES;

METADATA : 'metadata' ;
// Names with wildcards, clusters ('a:b'), selectors ('a::data') and exclusions ('-a').
INDEX    : INDEX_PART+ ;

SOURCE_STRING     : STRING_TEXT -> type(STRING) ;
SOURCE_RAW_STRING : RAW_STRING_TEXT -> type(RAW_STRING) ;
SOURCE_COMMA      : ',' -> type(COMMA) ;
SOURCE_PIPE       : '|' -> type(PIPE), mode(DEFAULT_MODE) ;

SOURCE_LINE_COMMENT     : LINE_COMMENT_TEXT -> skip ;
SOURCE_BLOCK_COMMENT    : BLOCK_COMMENT_TEXT -> skip ;
SOURCE_BLANK            : SPACE+ -> skip ;
SOURCE_SINGLE_QUOTED    : SINGLE_QUOTED_TEXT -> type(SINGLE_QUOTED) ;
SOURCE_UNCLOSED_STRING  : UNCLOSED_STRING_TEXT -> type(UNCLOSED_STRING) ;
SOURCE_UNCLOSED_COMMENT : UNCLOSED_COMMENT_TEXT -> type(UNCLOSED_COMMENT) ;
SOURCE_UNKNOWN          : . -> type(UNKNOWN) ;

mode NAMES;

AS        : 'as' ;
NAME_PART : [a-z_@*] [a-z0-9_@*]* ;

NAME_DOT        : '.' -> type(DOT) ;
NAME_COMMA      : ',' -> type(COMMA) ;
NAME_ASSIGN     : '=' -> type(ASSIGN) ;
NAME_BACKTICKED : BACKTICKED_TEXT -> type(BACKTICKED) ;
NAME_PIPE       : '|' -> type(PIPE), mode(DEFAULT_MODE) ;

NAME_LINE_COMMENT       : LINE_COMMENT_TEXT -> skip ;
NAME_BLOCK_COMMENT      : BLOCK_COMMENT_TEXT -> skip ;
NAME_BLANK              : SPACE+ -> skip ;
NAME_SINGLE_QUOTED      : SINGLE_QUOTED_TEXT -> type(SINGLE_QUOTED) ;
NAME_STRING             : STRING_TEXT -> type(STRING) ;
NAME_UNCLOSED_STRING    : UNCLOSED_STRING_TEXT -> type(UNCLOSED_STRING) ;
NAME_UNCLOSED_BACKTICK  : UNCLOSED_BACKTICK_TEXT -> type(UNCLOSED_BACKTICK) ;
NAME_UNCLOSED_COMMENT   : UNCLOSED_COMMENT_TEXT -> type(UNCLOSED_COMMENT) ;
NAME_UNKNOWN            : . -> type(UNKNOWN) ;

mode EXPRESSIONS;

AND    : 'and' ;
ASC    : 'asc' ;
BY     : 'by' ;
DESC   : 'desc' ;
FALSE  : 'false' ;
FIRST  : 'first' ;
IN     : 'in' ;
IS     : 'is' ;
LAST   : 'last' ;
LIKE   : 'like' ;
NOT    : 'not' ;
NULL   : 'null' ;
NULLS  : 'nulls' ;
OR     : 'or' ;
RLIKE  : 'rlike' ;
TRUE   : 'true' ;
WITH   : 'with' ;
FILTER : 'where' -> type(WHERE) ;

CAST     : '::' ;
COLON    : ':' ;
EQ       : '==' ;
NEQ      : '!=' ;
LT       : '<' ;
LTE      : '<=' ;
GT       : '>' ;
GTE      : '>=' ;
PLUS     : '+' ;
MINUS    : '-' ;
ASTERISK : '*' ;
SLASH    : '/' ;
PERCENT  : '%' ;
LB       : '[' ;
RB       : ']' ;
LC       : '{' ;
RC       : '}' ;

INTEGER : DIGIT+ ;
DECIMAL : DIGIT+ '.' DIGIT* EXPONENT? | '.' DIGIT+ EXPONENT? | DIGIT+ EXPONENT ;

IDENTIFIER : [a-z_@] [a-z0-9_@]* ;

EXPRESSION_ASSIGN     : '=' -> type(ASSIGN) ;
EXPRESSION_DOT        : '.' -> type(DOT) ;
EXPRESSION_COMMA      : ',' -> type(COMMA) ;
EXPRESSION_LP         : '(' -> type(LP) ;
EXPRESSION_RP         : ')' -> type(RP) ;
EXPRESSION_STRING     : STRING_TEXT -> type(STRING) ;
EXPRESSION_RAW_STRING : RAW_STRING_TEXT -> type(RAW_STRING) ;
EXPRESSION_BACKTICKED : BACKTICKED_TEXT -> type(BACKTICKED) ;
EXPRESSION_PIPE       : '|' -> type(PIPE), mode(DEFAULT_MODE) ;

EXPRESSION_LINE_COMMENT      : LINE_COMMENT_TEXT -> skip ;
EXPRESSION_BLOCK_COMMENT     : BLOCK_COMMENT_TEXT -> skip ;
EXPRESSION_BLANK             : SPACE+ -> skip ;
EXPRESSION_SINGLE_QUOTED     : SINGLE_QUOTED_TEXT -> type(SINGLE_QUOTED) ;
EXPRESSION_UNCLOSED_STRING   : UNCLOSED_STRING_TEXT -> type(UNCLOSED_STRING) ;
EXPRESSION_UNCLOSED_BACKTICK : UNCLOSED_BACKTICK_TEXT -> type(UNCLOSED_BACKTICK) ;
EXPRESSION_UNCLOSED_COMMENT  : UNCLOSED_COMMENT_TEXT -> type(UNCLOSED_COMMENT) ;
EXPRESSION_UNKNOWN           : . -> type(UNKNOWN) ;

fragment SPACE : [ \t\r\n] ;
fragment DIGIT : [0-9] ;
fragment EXPONENT : 'e' [+-]? DIGIT+ ;

fragment INDEX_PART
    : ~[ \t\r\n,|="'`()[\]/]
    | '/' ~[ \t\r\n,|="'`()[\]/*]
    ;

// Escapes are checked by EsqlStrings, which can point at each of them.
fragment STRING_TEXT : '"' STRING_PART* '"' ;
fragment STRING_PART : '\\' ~[\r\n] | ~["\\\r\n] ;

// Three quotes in a row end it; up to two more belong to the content.
fragment RAW_STRING_TEXT : '"""' RAW_PART* '"""' '"'? '"'? ;
fragment RAW_PART : '"'? '"'? ~["\r\n] ;

fragment BACKTICKED_TEXT : '`' (~'`' | '``')* '`' ;

fragment LINE_COMMENT_TEXT : '//' ~[\r\n]* ;
fragment BLOCK_COMMENT_TEXT : '/*' COMMENT_PART* '*'+ '/' ;
fragment COMMENT_PART : ~'*' | '*'+ ~[*/] ;

fragment SINGLE_QUOTED_TEXT : '\'' ('\\' ~[\r\n] | ~['\\\r\n])* '\'' ;

fragment UNCLOSED_STRING_TEXT
    : '"' STRING_PART* '\\'?
    | '"""' RAW_PART* '"'? '"'?
    ;

fragment UNCLOSED_BACKTICK_TEXT : '`' (~[`\r\n] | '``')* ;
fragment UNCLOSED_COMMENT_TEXT : '/*' COMMENT_PART* '*'* ;
