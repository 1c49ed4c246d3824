package org.dood.network.engine;

import java.util.List;
import java.util.Map;
import org.dood.network.engine.model.ObjectName;

/**
 * A container that stays in another's network, or the host's, and is removed at its end: no
 * capability, no right to gain one, nobody's user, nothing mounted, its root read-only, its memory
 * and processes limited.
 *
 * @param name its name
 * @param image the id of its image
 * @param labels its labels
 * @param networkMode whose network it uses: {@code container:<id>} or {@code host}
 * @param command what it runs
 * @param memory the most memory that it may take, in bytes
 * @param processes the most processes and threads that it may have
 */
public record Background(
    ObjectName name,
    String image,
    Map<String, String> labels,
    String networkMode,
    List<String> command,
    long memory,
    int processes) {}
