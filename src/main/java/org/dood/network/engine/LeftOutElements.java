package org.dood.network.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.Listing;

/** Collects the elements that could not be read, over all lists. Several threads may read lists. */
final class LeftOutElements {

  private final Set<LeftOut> elements = Collections.synchronizedSet(new LinkedHashSet<>());

  /** Adds those of a list. Returns the list. */
  <T> Listing<T> of(Listing<T> list) {
    elements.addAll(list.leftOut());
    return list;
  }

  /** Each element once, in the order in which they were met. */
  List<LeftOut> all() {
    synchronized (elements) {
      return List.copyOf(elements);
    }
  }
}
