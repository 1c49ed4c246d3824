package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.util.List;
import org.dood.network.DocumentedCalls;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** What a proxy that filters the socket must let pass is what the documentation says. */
@OnARealEngine
class ApiCallsIT {

  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  @Test
  void each_stage_makes_documented_calls_alone(Workbench bench) {
    var proxy = bench.engineProxy();
    var runner = bench.runner().onNetwork(bench.network("runners_default")).behind(proxy).start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main()).succeeded();
    var callsOfMain = List.copyOf(proxy.calls());
    assertThatStage(step.losesItsState().post()).succeeded().says("Detached");

    assertDocumented(callsOfMain, "main");
    assertDocumented(proxy.calls().stream().skip(callsOfMain.size()).toList(), "post");
    job.end();
  }

  private static void assertDocumented(List<EngineProxy.Call> calls, String stage) {
    assertThat(calls)
        .isNotEmpty()
        .allMatch(call -> DOCUMENTED.allow(call.method() + " " + call.path()))
        .allSatisfy(call ->
            assertThat(DOCUMENTED.rowOf(call.method() + " " + call.resource()))
                .hasValueSatisfying(row -> assertThat(row.stages()).contains(stage)));
  }
}
