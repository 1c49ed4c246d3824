/** Requests and answers as trees of JSON, and what the answers mean. */
@NullMarked
package org.dood.network.engine.json;

import org.jspecify.annotations.NullMarked;
