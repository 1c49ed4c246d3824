/**
 * What tests of several packages share: fixtures, and the language in which they tell a scenario.
 */
@NullMarked
package org.dood.network.testing;

import org.jspecify.annotations.NullMarked;
