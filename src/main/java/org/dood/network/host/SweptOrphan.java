package org.dood.network.host;

import java.util.List;

/**
 * What became of an orphan.
 *
 * @param orphan the orphan
 * @param removed the names of its containers that were removed
 * @param removal what became of the network itself
 */
public record SweptOrphan(Orphan orphan, List<String> removed, Removal removal) {}
