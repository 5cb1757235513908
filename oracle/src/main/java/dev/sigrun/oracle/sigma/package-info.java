/** Random correlations of Sigma, and what they find, said in the plainest code. */
@NullMarked
package dev.sigrun.oracle.sigma;

import org.jspecify.annotations.NullMarked;
