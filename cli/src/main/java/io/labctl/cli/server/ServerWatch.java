package io.labctl.cli.server;

import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.print.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks again and again and passes on the servers that are new or have changed. That an agent was
 * heard of again is no change, or every row would come with every look.
 */
final class ServerWatch {
    private final Supplier<List<ServerView>> look;
    private final Console console;
    private final Pause pause;
    private final Map<ServerName, ServerView> known = new TreeMap<>();
    private boolean away;

    ServerWatch(Supplier<List<ServerView>> look, Console console, Pause pause) {
        this.look = look;
        this.console = console;
        this.pause = pause;
    }

    /**
     * Goes on until the pause says no or nobody reads any more; a labd that is away is waited for
     * and said once.
     */
    void follow(List<ServerView> first, Consumer<List<ServerView>> changed) {
        news(first);
        while (console.out().takesMore() && pause.await()) {
            try {
                List<ServerView> news = news(look.get());
                away = false;
                if (!news.isEmpty()) {
                    changed.accept(news);
                }
            } catch (Unavailable e) {
                sayOnce(e);
            }
        }
    }

    private List<ServerView> news(List<ServerView> seen) {
        var news = new ArrayList<ServerView>();
        var gone = new TreeMap<>(known);
        for (ServerView server : seen) {
            gone.remove(server.name());
            ServerView before = known.put(server.name(), withoutLastSeen(server));
            if (!withoutLastSeen(server).equals(before)) {
                news.add(server);
            }
        }
        for (ServerName name : gone.keySet()) {
            known.remove(name);
            console.say("server/%s is gone".formatted(name));
        }
        return news;
    }

    private void sayOnce(Unavailable e) {
        if (!away) {
            console.say("labctl: %s; still trying".formatted(e.sentence()));
            away = true;
        }
    }

    private static ServerView withoutLastSeen(ServerView server) {
        return new ServerView(
                server.name(),
                server.cloud(),
                server.environment(),
                server.role(),
                server.labels(),
                server.status(),
                null,
                server.agentVersion(),
                server.lastRun());
    }
}
