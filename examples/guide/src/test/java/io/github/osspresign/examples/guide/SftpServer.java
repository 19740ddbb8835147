// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** SFTP server on a free port of this machine, with one user, who logs in with a key. */
final class SftpServer implements AutoCloseable {

    static final String USER = "alice";

    private final SshServer server;

    private SftpServer(SshServer server) {
        this.server = server;
    }

    /**
     * Starts a server.
     *
     * @param root folder that the user sees
     * @param keys folder for what the client needs: its private key {@code id}, and {@code known_hosts}
     */
    static SftpServer start(Path root, Path keys) throws IOException, GeneralSecurityException {
        KeyPair host = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        KeyPair user = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(host));
        server.setPublickeyAuthenticator(
                (name, key, session) -> name.equals(USER) && KeyUtils.compareKeys(key, user.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.start();

        Files.createDirectories(keys);
        try (OutputStream file = Files.newOutputStream(keys.resolve("id"))) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, null, null, file);
        }
        String known = "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(host.getPublic());
        Files.writeString(keys.resolve("known_hosts"), known + "\n");
        return new SftpServer(server);
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
