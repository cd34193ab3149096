package io.labctl.master.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatchesTest {
    private static final UUID WORK = new UUID(0, 1);
    private static final ServerName WEB = new ServerName("web01");

    private final Watches watches = new Watches();
    private final List<String> told = new ArrayList<>();

    @Test
    void an_end_is_told_once() {
        Closing _ = watches.add(WORK, WEB, _ -> told.add("one"));

        watches.ended(WORK, new WorkEnd.Expired());
        watches.ended(WORK, new WorkEnd.Expired());

        assertThat(told).containsExactly("one");
    }

    @Test
    void who_goes_takes_nothing_from_who_has_come_since() {
        Closing first = watches.add(WORK, WEB, _ -> told.add("first"));
        Closing _ = watches.add(WORK, WEB, _ -> told.add("second"));

        first.close();
        watches.ended(WORK, new WorkEnd.Expired());

        assertThat(told).containsExactly("second");
    }

    @Test
    void who_has_gone_is_told_nothing() {
        watches.add(WORK, WEB, _ -> told.add("one")).close();

        watches.ended(WORK, new WorkEnd.Expired());

        assertThat(told).isEmpty();
        assertThat(watches.areOn(WEB)).isFalse();
    }
}
