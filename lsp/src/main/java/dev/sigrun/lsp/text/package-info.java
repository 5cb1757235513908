/** Places in texts and addresses of files, in the forms of the protocol and in ours. */
@NullMarked
package dev.sigrun.lsp.text;

import org.jspecify.annotations.NullMarked;
