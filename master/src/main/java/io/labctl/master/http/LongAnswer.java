package io.labctl.master.http;

/** What an endpoint returns that goes on when its thread has ended. */
public sealed interface LongAnswer permits Later, FrameSink, FrameSource {}
