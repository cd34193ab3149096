package io.labctl.agent.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;

/**
 * A folder that belongs to a user, held open: what the user does to its name meanwhile cannot lead
 * what is written here to another place.
 */
final class OwnFolder implements Closeable {
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private final SecureDirectoryStream<Path> stream;

    private OwnFolder(SecureDirectoryStream<Path> stream) {
        this.stream = stream;
    }

    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    static OwnFolder open(Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new OwnFolder(secure);
        }
        stream.close();
        throw new IOException("folders cannot be held open here");
    }

    /** A folder in this one; a link in its place is refused. */
    OwnFolder folder(String name) throws IOException {
        return new OwnFolder(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    }

    /** Gives a folder in this one to a user, for this user alone. */
    void giveFolder(String name, long uid, long gid) throws IOException {
        give(Path.of(name), uid, gid, FOLDER);
    }

    /** Puts a file in its place in one step, for this user alone. */
    void write(String name, byte[] bytes, long uid, long gid) throws IOException {
        Path draft = Path.of("." + name + ".lab-agent");
        delete(draft);
        try {
            try (SeekableByteChannel out =
                    stream.newByteChannel(
                            draft,
                            Set.of(
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            PosixFilePermissions.asFileAttribute(FILE))) {
                ByteBuffer all = ByteBuffer.wrap(bytes);
                while (all.hasRemaining()) {
                    out.write(all);
                }
                if (out instanceof FileChannel file) {
                    file.force(true);
                }
            }
            give(draft, uid, gid, FILE);
            stream.move(draft, stream, Path.of(name));
        } finally {
            delete(draft);
        }
    }

    private void delete(Path name) throws IOException {
        try {
            stream.deleteFile(name);
        } catch (NoSuchFileException _) {
            // As it should be.
        }
    }

    private void give(Path name, long uid, long gid, Set<PosixFilePermission> mode)
            throws IOException {
        UserPrincipalLookupService accounts =
                FileSystems.getDefault().getUserPrincipalLookupService();
        var view =
                stream.getFileAttributeView(
                        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setOwner(accounts.lookupPrincipalByName(Long.toString(uid)));
        view.setGroup(accounts.lookupPrincipalByGroupName(Long.toString(gid)));
        view.setPermissions(mode);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
