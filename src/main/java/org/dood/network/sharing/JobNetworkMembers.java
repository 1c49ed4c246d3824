package org.dood.network.sharing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers that refer to a network that a runner made for one job, those among them that are
 * claims of the job's steps. A stage asks for each network once, for several purposes.
 */
public final class JobNetworkMembers {

  private static final Logger LOG = LoggerFactory.getLogger(JobNetworkMembers.class);

  private final Engine engine;
  private final Map<String, List<ListedContainer>> known = new HashMap<>();

  public JobNetworkMembers(Engine engine) {
    this.engine = engine;
  }

  /**
   * The containers, in any state; none if the engine cannot be asked, since no stage needs them.
   */
  public List<ListedContainer> on(String network) {
    return known.computeIfAbsent(network, this::ask);
  }

  /** The claims on the attachment to a network. */
  public List<ListedContainer> claimsOn(String network) {
    return on(network).stream().filter(Claims::isClaim).toList();
  }

  private List<ListedContainer> ask(String network) {
    try {
      return engine.containers().referringTo(new ObjectName(network)).elements();
    } catch (EngineException e) {
      LOG.debug("the containers on the network {} are not known", network, e);
      return List.of();
    }
  }
}
