package io.labctl.catalog.api;

/** What a request for a list of runs may ask for. */
public final class ReportQuery {
    /** No more than this are listed at once. */
    public static final int MOST = 1000;

    /** So many are listed where nobody says how many. */
    public static final int USUAL = 50;

    private ReportQuery() {}
}
