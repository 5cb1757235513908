/**
 * Conditions of Sigma rules. Words are distinguished by longest match: 'not_x' is a name. A word of
 * the language is a name, too, where no other reading is possible.
 *
 * Every text can be split into tokens. Those that no parser rule mentions are mistakes.
 */
grammar SigmaConditionBase;

condition
    : orCondition EOF
    ;

orCondition
    : andCondition (OR andCondition)*
    ;

andCondition
    : notCondition (AND notCondition)*
    ;

notCondition
    : NOT* primary
    ;

primary
    : OPEN orCondition CLOSE                # group
    | quantifier=(ONE | ANY | ALL) OF target # quantified
    | name                                  # single
    ;

target
    : THEM
    | NAME
    ;

name
    : NAME
    | ONE
    | ANY
    | ALL
    | OF
    | THEM
    ;

OPEN : '(' ;
CLOSE : ')' ;
PIPE : '|' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
OF : 'of' ;
THEM : 'them' ;
ONE : '1' ;
ANY : 'any' ;
ALL : 'all' ;
NAME : ~[()| \t\r\n]+ ;
BLANKS : [ \t\r\n]+ -> skip ;
