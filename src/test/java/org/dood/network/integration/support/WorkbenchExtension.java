package org.dood.network.integration.support;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Workbench}, and clears it when the test is over. JUnit closes the {@link
 * TestRun} after the last one.
 */
final class WorkbenchExtension implements ParameterResolver, AfterEachCallback {

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
