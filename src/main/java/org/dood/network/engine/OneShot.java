package org.dood.network.engine;

import java.util.List;
import java.util.Map;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;

/**
 * A container that does one thing to another's network and ends: no capability but {@code
 * NET_ADMIN}, nothing mounted, its root read-only.
 *
 * @param name its name
 * @param image the id of its image
 * @param labels its labels
 * @param networkOf the container whose network namespace it shares
 * @param command what it runs
 */
public record OneShot(
    ObjectName name,
    String image,
    Map<String, String> labels,
    ContainerId networkOf,
    List<String> command) {}
