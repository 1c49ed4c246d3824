@NullMarked
package org.dood.network.report;

import org.jspecify.annotations.NullMarked;
