package org.dood.network.stage;

import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A proxy in front of the engine that denies a call: the error names what it has to let pass. */
class DeniedCallTest {

  private static final String PAGE_OF_HAPROXY =
      "<html><body><h1>403 Forbidden</h1>\nRequest forbidden by administrative rules.\n</body></html>\n";

  @RegisterExtension private final Job job = Job.withService();

  @Test
  void denied_attachment_names_the_call_and_the_pattern_of_its_path() {
    job.runner();
    job.engine().onCall("POST /networks/.*/connect").answer(403, PAGE_OF_HAPROXY);
    assertThatStage(job.main())
        .failedWithOneError(
            "DOOD-CALL-REFUSED",
            "a proxy in front of the engine answered 403: 403 Forbidden Request forbidden by administrative rules.",
            "'POST /networks/{id}/connect'",
            "'POST ^(/v[0-9]+\\.[0-9]+)?/networks/[^/]+/connect$'");
  }

  @Test
  void denied_method_is_told_as_a_denied_call() {
    job.runner();
    job.engine().onCall("POST /networks/.*/connect").answer(405, "Method Not Allowed");
    assertThatStage(job.main())
        .failedWithOneError("answered 405: Method Not Allowed", "'POST /networks/{id}/connect'");
  }
}
