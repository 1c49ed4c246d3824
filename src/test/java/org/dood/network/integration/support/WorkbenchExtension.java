package org.dood.network.integration.support;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives each test a {@link Workbench}, and clears it when the test is over. JUnit closes the {@link
 * TestRun} after the last one. A test that the engine cannot run, by {@link NotOn}, is skipped.
 */
final class WorkbenchExtension implements ParameterResolver, AfterEachCallback, ExecutionCondition {

  private static final Namespace OURS = Namespace.create(WorkbenchExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Workbench.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(Workbench.class, _ -> run(context).open(), Workbench.class);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), NotOn.class)
        .filter(not -> not.value() == run(context).engine().family())
        .map(not -> ConditionEvaluationResult.disabled(not.because()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("the engine can run it"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var bench = context.getStore(OURS).remove(Workbench.class, Workbench.class);
    if (bench != null) {
      run(context).end(bench);
    }
  }

  private static TestRun run(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(TestRun.class, _ -> TestRun.begin(), TestRun.class);
  }
}
