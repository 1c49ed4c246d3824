package org.dood.network.sharing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerSpec;
import org.dood.network.engine.Engine;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;

/**
 * The claims on an attachment that several steps share: steps of one job, or of jobs whose runners
 * use one container's network namespace, which is attached to one network for all of them.
 *
 * <p>An endpoint can name only the step that made it, in the aliases that it was made with. So each
 * claim is a container of its own, which is never started. It bears the label of its runner, so
 * that the runner removes it if the job does not get to do so.
 *
 * <p>A claim on the attachment to a network that was made for one job refers to that network. So a
 * post stage, which lists what refers to it in any case, needs no call to know that there is none.
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
    boolean isOf(OwnMarks own) {
      return own.include(holder);
    }
  }

  /** Whether a container is a claim. */
  public static boolean isClaim(ListedContainer container) {
    return container.labels().containsKey(LABEL);
  }

  /** Whether some listed containers are claims on an attachment with one of some marks. */
  public static boolean areHeld(
      OwnMarks own, SharedAttachment attachment, List<ListedContainer> containers) {
    return containers.stream()
        .filter(c -> attachment.labelValue().equals(c.labels().get(LABEL)))
        .anyMatch(c -> of(c).isOf(own));
  }

  private static Claim of(ListedContainer container) {
    return new Claim(container.id(), container.labels().getOrDefault(Signature.LABEL, ""));
  }

  /**
   * Makes a claim.
   *
   * @param holder the step that is to hold it
   * @param image the image of the claim's container
   * @param jobNetwork the name of the network if it was made for the holder's job alone
   */
  public void make(
      SharedAttachment attachment, Signature holder, String image, Optional<String> jobNetwork) {
    var labels = new LinkedHashMap<>(holder.labels(PURPOSE));
    labels.put(LABEL, attachment.labelValue());
    var name = new ObjectName(Signature.PREFIX + "-claim-" + UUID.randomUUID());
    VerifiedChange.require(
        () ->
            engine
                .containers()
                .create(new ContainerSpec.Unstarted(name, image, labels, jobNetwork)),
        () -> engine.containers().find(name).isPresent());
  }

  /**
   * The result of releasing claims.
   *
   * @param held whether there was one
   * @param others the claims of others
   */
  public record Released(boolean held, List<Claim> others) {}

  /** Releases the claims that have one of some marks. */
  public Released release(SharedAttachment attachment, OwnMarks own) {
    var all = on(attachment);
    var released = all.stream().filter(c -> c.isOf(own)).toList();
    if (released.isEmpty()) {
      return new Released(false, all);
    }
    released.stream().map(Claim::container).forEach(this::remove);
    // Listed again after the release: of two steps that release at the same time, at least one then
    // sees that it is the last.
    var others = on(attachment).stream().filter(c -> !c.isOf(own)).toList();
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
        .map(Claims::of)
        .toList();
  }
}
