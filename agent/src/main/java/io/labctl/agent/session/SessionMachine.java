package io.labctl.agent.session;

/**
 * What sessions need of the machine that they are on.
 *
 * @param journal for the next agent on it
 */
record SessionMachine(Tasks tasks, SessionJournal journal, SessionLimits limits, Waiting waiting) {}
