package io.labctl.master.session;

/**
 * How many sessions may be open at once, which is until their commands have ended.
 *
 * @param perUser of one person
 * @param perAgent on one server
 */
public record SessionConfig(int perUser, int perAgent) {}
