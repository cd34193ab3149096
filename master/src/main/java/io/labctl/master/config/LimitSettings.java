package io.labctl.master.config;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.time.WrittenSpan;

/**
 * The keys below {@code limits}, each a type of its own, so that each is judged alone and all
 * faults are told together.
 *
 * @param connections how many are open at once
 * @param requests how many are worked on at once
 * @param body the largest as it arrives, in bytes
 * @param decompressedBody the largest after decompression, in bytes
 * @param bodies of all requests together, as they arrive, in bytes
 * @param bodyTime from a body's first byte to its last
 * @param slowest how long a client may take over its headers, or between two requests
 * @param answerTime from an answer's first byte to its last
 * @param workers for modules of the site, at a time
 * @param workerHeap of each of them, in bytes
 * @param compileTime for one server's catalog
 * @param dailyReports of one server
 * @param dailyReportBytes of one server, compressed
 */
record LimitSettings(
        @Default("10000") Connections connections,
        @Default("512") Requests requests,
        @Default("8388608") Body body,
        @Default("16777216") DecompressedBody decompressedBody,
        @Default("134217728") Bodies bodies,
        @Default("30s") BodyTime bodyTime,
        @Default("30s") Slowest slowest,
        @Default("2m") AnswerTime answerTime,
        @Default("2") Workers workers,
        @Default("134217728") WorkerHeap workerHeap,
        @Default("10s") CompileTime compileTime,
        @Default("5000") DailyReports dailyReports,
        @Default("134217728") DailyReportBytes dailyReportBytes) {
    record Connections(int value) {
        Connections {
            Bounds.check("limits.connections", value, 1, 1_000_000);
        }
    }

    record Requests(int value) {
        Requests {
            Bounds.check("limits.requests", value, 1, 100_000);
        }
    }

    record Body(int value) {
        Body {
            Bounds.check("limits.body", value, Bounds.LEAST_BYTES, Integer.MAX_VALUE);
        }
    }

    record DecompressedBody(int value) {
        DecompressedBody {
            Bounds.check("limits.decompressed-body", value, Bounds.LEAST_BYTES, Integer.MAX_VALUE);
        }
    }

    record Bodies(int value) {
        Bodies {
            Bounds.check("limits.bodies", value, Bounds.LEAST_BYTES, Integer.MAX_VALUE);
        }
    }

    record BodyTime(WrittenSpan value) {
        BodyTime {
            Bounds.check("limits.body-time", value, Bounds.SECOND, Bounds.HOUR);
        }
    }

    record Slowest(WrittenSpan value) {
        Slowest {
            Bounds.check("limits.slowest", value, Bounds.SECOND, Bounds.HOUR);
        }
    }

    record AnswerTime(WrittenSpan value) {
        AnswerTime {
            Bounds.check("limits.answer-time", value, Bounds.SECOND, Bounds.HOUR);
        }
    }

    record Workers(int value) {
        Workers {
            Bounds.check("limits.workers", value, 1, 64);
        }
    }

    record WorkerHeap(int value) {
        private static final int LEAST = 32 << 20;

        WorkerHeap {
            Bounds.check("limits.worker-heap", value, LEAST, Integer.MAX_VALUE);
        }
    }

    record CompileTime(WrittenSpan value) {
        CompileTime {
            Bounds.check("limits.compile-time", value, Bounds.SECOND, Bounds.HOUR);
        }
    }

    record DailyReports(int value) {
        DailyReports {
            Bounds.check("limits.daily-reports", value, 1, Integer.MAX_VALUE);
        }
    }

    record DailyReportBytes(int value) {
        DailyReportBytes {
            Bounds.check("limits.daily-report-bytes", value, Bounds.LEAST_BYTES, Integer.MAX_VALUE);
        }
    }
}
