/** What people read: the log, the annotations, the errors with their remedies. */
@NullMarked
package org.dood.network.report;

import org.jspecify.annotations.NullMarked;
