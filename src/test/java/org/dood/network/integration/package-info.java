/** What the action does on a real engine, each stage started as the runner starts it. */
@NullMarked
package org.dood.network.integration;

import org.jspecify.annotations.NullMarked;
