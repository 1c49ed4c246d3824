package org.dood.network.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.github.Durations;
import org.dood.network.github.Job;
import org.dood.network.services.AwaitedService;
import org.dood.network.services.LocalhostChoice;

/**
 * What the inputs say is to be done with the services.
 *
 * @param localhost what is to be at {@code localhost}
 * @param exportEnv whether variables are to say where services are
 * @param waitUpTo how long to wait for services; empty if not at all
 * @param waitFor which to wait for; none for all
 */
record ServiceChoices(
    LocalhostChoice localhost,
    boolean exportEnv,
    Optional<Duration> waitUpTo,
    List<String> waitFor) {

  private static final List<String> YES_OR_NO = List.of("true", "false");

  /** The first input that holds nothing that it takes. */
  static Optional<NotAttached> mistakeIn(Job job) {
    if (LocalhostChoice.parse(job.localhost()).isEmpty()) {
      return bad("localhost", job.localhost(), "one of " + LocalhostChoice.CHOICES);
    }
    if (!YES_OR_NO.contains(job.exportEnv())) {
      return bad("export-env", job.exportEnv(), "'true' or 'false'");
    }
    if (job.waitUpTo().isPresent() && job.waitUpTo().flatMap(Durations::parse).isEmpty()) {
      return bad("wait", job.waitUpTo().get(), Durations.GRAMMAR);
    }
    if (job.waitUpTo().isEmpty() && !job.waitFor().isEmpty()) {
      return bad("wait-for", job.waitFor().getFirst(), "effect only together with 'wait'");
    }
    return job.waitFor().stream()
        .filter(request -> !AwaitedService.isRequest(request))
        .findFirst()
        .flatMap(request -> bad("wait-for", request, AwaitedService.GRAMMAR));
  }

  /** Reads inputs that hold no mistake. */
  static ServiceChoices of(Job job) {
    return new ServiceChoices(
        LocalhostChoice.parse(job.localhost()).orElseThrow(),
        job.exportEnv().equals("true"),
        job.waitUpTo().flatMap(Durations::parse),
        job.waitFor());
  }

  private static Optional<NotAttached> bad(String input, String given, String takes) {
    return Optional.of(new NotAttached.BadServiceInput(input, given, takes));
  }
}
