/** What the documents say is true, and what they show works as copied. */
@NullMarked
package org.dood.network.documents;

import org.jspecify.annotations.NullMarked;
