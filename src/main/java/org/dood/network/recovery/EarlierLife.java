package org.dood.network.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the jobs that ran in the runner's container before it was started again. A runner that
 * registers anew at its start has another label in each life, so the label does not tell that those
 * jobs were its own. Their services may still run, since the runner removes only what has its
 * current label.
 */
public final class EarlierLife {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierLife.class);

  private final Engine engine;

  public EarlierLife(Engine engine) {
    this.engine = engine;
  }

  /**
   * Finds the jobs whose network was made before the container was started. Makes no call unless
   * the container has an endpoint with another label.
   *
   * @param runner a container that proved to be the runner's
   * @param signature the signature of this step
   * @return a mark of each job; none if the engine could not be asked, since this job does not need
   *     it
   */
  public List<Signature> jobsOn(Container runner, Signature signature) {
    var others =
        runner.endpoints().stream()
            .flatMap(endpoint -> Signature.on(endpoint).stream())
            .filter(mark -> mark.runnerLabel().isPresent() && mark.jobNetwork().isPresent())
            .filter(mark -> !mark.runnerLabel().equals(signature.runnerLabel()))
            .distinct()
            .toList();
    if (others.isEmpty()) {
      return List.of();
    }
    try {
      var started = engine.containers().startedAt(runner.id());
      return others.stream().filter(job -> isOlder(job, started)).toList();
    } catch (EngineException e) {
      LOG.debug("the age of the attachments of {} is not known", runner.name(), e);
      return List.of();
    }
  }

  private boolean isOlder(Signature job, Optional<Instant> started) {
    return job.jobNetwork()
        .flatMap(ObjectName::parse)
        .flatMap(engine.networks()::createdAt)
        .filter(created -> started.filter(created::isBefore).isPresent())
        .isPresent();
  }
}
