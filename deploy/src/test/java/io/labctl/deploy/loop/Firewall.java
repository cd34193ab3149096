package io.labctl.deploy.loop;

/** The rules of nft(8) in a node, which no kernel has before {@link #close} and none after it. */
final class Firewall implements AutoCloseable {
    private final Node node;
    private final String table;

    private Firewall(Node node, String table, String chains) {
        this.node = node;
        this.table = table;
        node.run("nft", "table inet %s {\n%s\n}\n".formatted(table, chains)).succeeded();
    }

    /** Nobody can connect to the node, and it reaches nothing but this. */
    static Firewall closedBut(Node node, String host, int port) {
        return new Firewall(
                node,
                "closed",
                """
                chain out {
                    type filter hook output priority 0; policy drop;
                    oif lo accept
                    ip daddr %s tcp dport %d accept
                    meta l4proto tcp reject with tcp reset
                }
                chain in {
                    type filter hook input priority 0; policy drop;
                    iif lo accept
                    ct state established,related accept
                }
                """
                        .formatted(host, port));
    }

    /** Of what comes in, some is lost on its way. */
    static Firewall losing(Node node, int percent) {
        return new Firewall(
                node,
                "losing",
                """
                chain in {
                    type filter hook input priority 0; policy accept;
                    iif lo accept
                    numgen random mod 100 < %d drop
                }
                """
                        .formatted(percent));
    }

    /** The cable is pulled: nothing comes in or goes out. */
    static Firewall cut(Node node) {
        return new Firewall(
                node,
                "cut",
                """
                chain out {
                    type filter hook output priority -1; policy drop;
                    oif lo accept
                }
                chain in {
                    type filter hook input priority -1; policy drop;
                    iif lo accept
                }
                """);
    }

    @Override
    public void close() {
        node.run("nft", "delete", "table", "inet", table).succeeded();
    }
}
