/**
 * What a machine may go through while it is being managed, each line a test.
 *
 * <table>
 *   <caption>Where it is shown; {@code deploy} has the same with labd and its agents</caption>
 *   <tr><td>a kill in the middle of a write<td>{@link TornWriteIT}
 *   <tr><td>SIGTERM, a hanging program<td>{@link
 *       WholeAgentIT#a_terminated_run_ends_within_seconds_and_labd_hears_once_that_it_was_interrupted},
 *       {@code LimitIT}, {@code LabAgentIT}; {@code TerminatedIT} of {@code deploy}
 *   <tr><td>a reboot in mid-run<td>{@link
 *       WholeAgentIT#a_reboot_in_mid_run_is_reported_once_and_the_next_run_makes_it_good}
 *   <tr><td>a held package lock<td>{@link
 *       WholeAgentIT#a_held_package_lock_fails_the_package_by_its_holders_name_and_nothing_else},
 *       {@link TroubledMachineIT}
 *   <tr><td>a full disk, a read-only file system<td>{@link
 *       WholeAgentIT#a_full_disk_and_a_read_only_one_are_told_with_what_lies_on_them}, {@link
 *       WholeAgentIT#the_daemon_outlives_a_disk_of_its_own_that_is_full_and_then_read_only}, {@link
 *       TroubledMachineIT}
 *   <tr><td>a clock that is set, either way<td>{@code LabAgentEdgesTest}, {@code DaemonTest}
 *   <tr><td>five hundred runs<td>{@code DaemonFootprintIT}
 *   <tr><td>reports of thousands of changes<td>{@code LabAgentEdgesTest}; {@code ThousandsIT} of
 *       {@code deploy}
 *   <tr><td>reports that wait, are refused, or come twice<td>{@code ReportSpoolTest}, {@code
 *       LabAgentAwayTest}; {@code ReportsIT} of {@code master}; {@code OutageIT} of {@code deploy}
 * </table>
 */
@NullMarked
package io.labctl.agent.edge;

import org.jspecify.annotations.NullMarked;
