package io.labctl.cli.token;

import io.labctl.catalog.api.TokenView;
import io.labctl.cli.print.Table;
import io.labctl.cli.time.Moments;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Join tokens as rows. */
final class TokenTable {
    private static final List<String> HEADS =
            List.of("NAME", "CLOUD", "ENVIRONMENT", "ROLE", "KIND", "STATUS", "USES", "EXPIRES-IN");
    private static final List<String> WIDE = List.of("SERVER", "LABELS", "CREATED-BY", "AGE");

    private final boolean wide;
    private final Clock clock;

    TokenTable(boolean wide, Clock clock) {
        this.wide = wide;
        this.clock = clock;
    }

    List<String> lines(List<TokenView> tokens) {
        var heads = new ArrayList<>(HEADS);
        if (wide) {
            heads.addAll(WIDE);
        }
        var table = new Table(heads);
        tokens.forEach(token -> table.row(row(token)));
        return table.lines();
    }

    private List<String> row(TokenView token) {
        Duration left = Duration.between(clock.instant(), token.expiresAt());
        var cells = new ArrayList<String>();
        cells.add(token.id());
        cells.add(token.cloud().value());
        cells.add(token.environment().value());
        cells.add(token.role().value());
        cells.add(token.reusable() ? "reusable" : "one-time");
        cells.add(token.status().word());
        cells.add(Long.toString(token.uses()));
        cells.add(left.isNegative() ? "" : Spans.brief(left));
        if (wide) {
            cells.add(token.server() == null ? "" : token.server().value());
            cells.add(
                    token.labels().entrySet().stream()
                            .map(label -> label.getKey() + "=" + label.getValue())
                            .collect(Collectors.joining(",")));
            cells.add(token.createdBy());
            cells.add(Moments.age(token.createdAt(), clock));
        }
        return cells;
    }
}
