/**
 * Targets of a fuzzer: each is a property that holds for any bytes. The unit tests run the targets
 * on inputs that once failed or lead far, in {@code src/test/resources}, and on a sample of random
 * ones; {@code ./bench fuzz} on those that Jazzer finds.
 */
@NullMarked
package org.dood.network.fuzz;

import org.jspecify.annotations.NullMarked;
