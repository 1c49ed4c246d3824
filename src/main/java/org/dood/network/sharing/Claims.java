package org.dood.network.sharing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Engine;
import org.dood.network.engine.ListedContainer;
import org.dood.network.runner.Signature;

/**
 * Who needs an attachment that several jobs share: runners that use one container's network
 * namespace, each on a job of its own, attached to one network.
 *
 * <p>An endpoint has room for the name of whoever made it alone, and the engine keeps nothing else
 * about it. So each claim is a container that is never started. It bears its runner's label, by
 * which the runner removes it if the job cannot.
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
   * @param container the container that stands for it
   * @param holder the alias of the step that holds it
   */
  public record Claim(ContainerId container, String holder) {
    boolean isOf(Signature signature) {
      return holder.equals(signature.alias());
    }
  }

  /** Whether a container stands for a claim. */
  public static boolean isClaim(ListedContainer container) {
    return container.labels().containsKey(LABEL);
  }

  /** The claims to an attachment. */
  public List<Claim> to(Attachment attachment) {
    return engine.containersLabelled(LABEL + "=" + attachment).stream()
        .map(c -> new Claim(c.id(), signatureOf(c)))
        .toList();
  }

  /**
   * Makes a claim.
   *
   * @param image the image to make its container from
   */
  public void make(Attachment attachment, Signature holder, String image) {
    var labels = new LinkedHashMap<>(holder.labels(PURPOSE));
    labels.put(LABEL, attachment.toString());
    engine.create(Signature.PREFIX + "-claim-" + UUID.randomUUID(), image, labels);
  }

  /**
   * What came of giving up a claim.
   *
   * @param held whether there was one
   * @param others the claims of others
   */
  public record Released(boolean held, List<Claim> others) {}

  /** Gives up a step's claim to an attachment. */
  public Released release(Attachment attachment, Signature signature) {
    var all = to(attachment);
    var own = all.stream().filter(c -> c.isOf(signature)).toList();
    if (own.isEmpty()) {
      return new Released(false, all);
    }
    own.forEach(c -> engine.removeContainer(c.container()));
    // After ours is gone: of two that give up at a time, one then finds itself the last.
    var others = to(attachment).stream().filter(c -> !c.isOf(signature)).toList();
    return new Released(true, others);
  }

  private static String signatureOf(ListedContainer container) {
    return container.labels().getOrDefault(Signature.LABEL, "");
  }
}
