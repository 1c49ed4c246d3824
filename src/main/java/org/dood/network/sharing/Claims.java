package org.dood.network.sharing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerSpec;
import org.dood.network.engine.Engine;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.Signature;

/**
 * The claims on an attachment that several jobs share: their runners use one container's network
 * namespace, which is attached to one network for all of them.
 *
 * <p>An endpoint can name only the step that made it, in the aliases that it was made with. So each
 * claim is a container of its own, which is never started. It bears the label of its runner, so
 * that the runner removes it if the job does not get to do so.
 */
public final class Claims {

  private static final String PURPOSE = "claim";
  private static final String LABEL = Signature.PREFIX + ".claim";

  private final Engine engine;

  public Claims(Engine engine) {
    this.engine = engine;
  }

  /**
   * A claim, as the engine keeps it.
   *
   * @param container the container that is the claim
   * @param holder the alias of the step that holds the claim; empty if its label is missing
   */
  public record Claim(ContainerId container, String holder) {
    boolean isOf(Signature signature) {
      return Signature.parse(holder).filter(signature::covers).isPresent();
    }
  }

  /** Whether a container is a claim. */
  public static boolean isClaim(ListedContainer container) {
    return container.labels().containsKey(LABEL);
  }

  /**
   * Makes a claim.
   *
   * @param holder the step that is to hold it
   * @param image the image of the claim's container
   */
  public void make(SharedAttachment attachment, Signature holder, String image) {
    var labels = new LinkedHashMap<>(holder.labels(PURPOSE));
    labels.put(LABEL, attachment.labelValue());
    var name = new ObjectName(Signature.PREFIX + "-claim-" + UUID.randomUUID());
    VerifiedChange.require(
        () -> engine.containers().create(new ContainerSpec.Unstarted(name, image, labels)),
        () -> engine.containers().find(name).isPresent());
  }

  /**
   * The result of releasing a step's claim.
   *
   * @param held whether the step held a claim
   * @param others the claims of other steps
   */
  public record Released(boolean held, List<Claim> others) {}

  /** Releases the claim of a step. */
  public Released release(SharedAttachment attachment, Signature signature) {
    var all = on(attachment);
    var own = all.stream().filter(c -> c.isOf(signature)).toList();
    if (own.isEmpty()) {
      return new Released(false, all);
    }
    own.stream().map(Claim::container).forEach(this::remove);
    // Listed again after the release: of two steps that release at the same time, at least one then
    // sees that it is the last.
    var others = on(attachment).stream().filter(c -> !c.isOf(signature)).toList();
    return new Released(true, others);
  }

  private void remove(ContainerId claim) {
    VerifiedChange.require(
        () -> engine.containers().remove(claim), () -> engine.containers().find(claim).isEmpty());
  }

  private List<Claim> on(SharedAttachment attachment) {
    var claims = engine.containers().labelled(LABEL + "=" + attachment.labelValue());
    // A claim that cannot be read may be that of another step.
    return Stream.concat(claims.stream(), claims.leftOut().stream().map(ListedContainer::of))
        .map(c -> new Claim(c.id(), c.labels().getOrDefault(Signature.LABEL, "")))
        .toList();
  }
}
