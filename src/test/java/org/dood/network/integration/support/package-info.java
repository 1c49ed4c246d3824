/**
 * Plays the runner on a real engine, and removes all that it made.
 *
 * <p>A {@link org.dood.network.integration.support.Workbench} gives a test a {@link
 * org.dood.network.integration.support.SimulatedRunner}, which starts a {@link
 * org.dood.network.integration.support.WorkflowJob} with services, whose {@link
 * org.dood.network.integration.support.ActionStep} runs the action's stages.
 */
@NullMarked
package org.dood.network.integration.support;

import org.jspecify.annotations.NullMarked;
