package io.labctl.catalog.module;

import io.labctl.catalog.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What one part of one module declares; each method declares one resource and returns it for its
 * details.
 */
public final class Plan {
    private final Declarations declarations;
    private final String module;
    private final Phase phase;
    private final ModuleFiles files;
    private final @Nullable Object from;

    Plan(
            Declarations declarations,
            String module,
            Phase phase,
            ModuleFiles files,
            @Nullable Object from) {
        this.declarations = declarations;
        this.module = module;
        this.phase = phase;
        this.files = files;
        this.from = from;
    }

    /**
     * The same plan for what a value in the data asks for: a fault of what is declared on it, such
     * as a duplicate, names the value's line instead of one in the module's source.
     *
     * @param value a record out of the module's parameters, or the record that is a map's key
     */
    public Plan from(Object value) {
        return new Plan(declarations, module, phase, files, value);
    }

    /** A regular file; its directory must be there or be declared. */
    public FileDeclaration file(String path) {
        return add(new FileDeclaration(path, files));
    }

    /** A directory; the one above it must be there or be declared. */
    public DirectoryDeclaration directory(String path) {
        return add(new DirectoryDeclaration(path, files, this::add));
    }

    /**
     * One line of a text file; the other lines stay. It stands in the resource's address, so it is
     * no place for a secret. A file whose content is declared has no lines of its own.
     */
    public LineDeclaration line(String path, String text) {
        return add(new LineDeclaration(path, text));
    }

    /** A link at {@code path} that points at {@code target}. */
    public SymlinkDeclaration symlink(String path, String target) {
        return add(new SymlinkDeclaration(path, target));
    }

    /**
     * A package, by apt on the Debian family and by dnf on the Fedora family; {@code package} is a
     * word of the language. The name may carry an architecture in the words of the machine's
     * package manager, {@code libc6:i386} or {@code glibc:i686}. Unless told otherwise it is
     * installed in the version that the manager chooses, and any version that is there is left
     * alone. One that apt has not brought to its end, since a script of the package failed or a run
     * was killed, is there in that state ({@code half-configured}, {@code unpacked}, {@code
     * half-installed}): it is brought in order, in its version where that is as wanted, and removed
     * where it is to be absent. While another package is so, nothing is installed: apt tries to
     * bring that one to its end, and where that fails it is named, in a no-op run too, before
     * anything is changed. Other packages that go when it comes, changes or goes, since they
     * conflict with it or need it, are told beside it as {@code others}, in a no-op run too, as far
     * as the manager and its lists tell beforehand. Where the same catalog wants one of them as it
     * is, the package fails before anything is changed; so does one that would take another out of
     * the version or range that the catalog wants of it, or bring one that is to be absent. Of two
     * that exclude each other in what is wanted of them the later fails, or the one that would
     * drive away what is there of the other. A package that is essential to the machine, or that
     * dnf protects, is not removed. Of one that failed, {@code others} are those that went all the
     * same. What the manager refuses, a no-op run refuses too, where the lists are young enough.
     */
    public PackageDeclaration pkg(String name) {
        return add(new PackageDeclaration(name));
    }

    /**
     * A service as systemd or the init scripts know it, without {@code .service}. With systemd it
     * may be another unit too, by its whole name: {@code backup.timer}, {@code app.socket}.
     */
    public ServiceDeclaration service(String name) {
        return add(new ServiceDeclaration(name));
    }

    /** A local account. */
    public UserDeclaration user(String name) {
        return add(new UserDeclaration(name));
    }

    /** A local group. */
    public GroupDeclaration group(String name) {
        return add(new GroupDeclaration(name));
    }

    /** A key with which somebody may log in as a user by ssh; the name is the key's comment. */
    public AuthorizedKeyDeclaration authorizedKey(String user, String name) {
        return add(new AuthorizedKeyDeclaration(user, name));
    }

    /** An entry of hosts(5). */
    public HostDeclaration host(String name) {
        return add(new HostDeclaration(name));
    }

    /** A job, whose file in {@code /etc/cron.d} gets this name. */
    public CronDeclaration cron(String name) {
        return add(new CronDeclaration(name));
    }

    /** A setting of the kernel, such as {@code net.ipv4.ip_forward}. */
    public SysctlDeclaration sysctl(String name, String value) {
        return add(new SysctlDeclaration(name, value));
    }

    /** An entry of fstab(5), known by its mount point, and mounted unless said otherwise. */
    public MountDeclaration mount(String path) {
        return add(new MountDeclaration(path));
    }

    /** Swap space in a device or a file that mkswap(8) has prepared; in fstab(5), and in use. */
    public MountDeclaration swap(String device) {
        return add(MountDeclaration.swap(device));
    }

    /** A command; the title is what reports call it. */
    public ExecDeclaration exec(String title) {
        return add(new ExecDeclaration(title));
    }

    /** A health check, best declared in {@code health}. */
    public CheckDeclaration check(String title) {
        return add(new CheckDeclaration(title));
    }

    private <D extends Declaration<D>> D add(D declaration) {
        declarations.add(declaration, module, phase, from);
        return declaration;
    }
}
