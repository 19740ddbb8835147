// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Keys and certificates that the JDK's own tool makes in a directory. */
public record KeyStores(Path directory) {

    public static final String PASSWORD = "changeit";

    private static @Nullable SSLContext localhost;

    /** Returns the context of servers for localhost and of clients that trust them, with one key for this virtual machine. */
    public static synchronized SSLContext localhost() throws Exception {
        SSLContext context = localhost;
        if (context == null) {
            Path directory = Files.createTempDirectory("localhost");
            context = new KeyStores(directory).host("localhost");
            Files.delete(directory.resolve("localhost"));
            Files.delete(directory);
            localhost = context;
        }
        return context;
    }

    /** Makes a key for a host in a store of its name, and returns the context of a server with it and of clients that trust it. */
    public SSLContext host(String name) throws Exception {
        keytool(name, "-genkeypair -alias " + name + " -keyalg EC -dname CN=" + name + " -ext san=dns:" + name);
        return context(name, name);
    }

    /** Returns the file of a store. */
    public Path file(String store) {
        return directory.resolve(store);
    }

    /**
     * Runs keytool on a store.
     *
     * @param arguments separated by spaces
     */
    public void keytool(String store, String arguments) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String all = "-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC " + arguments + " -storetype PKCS12 -storepass "
                + PASSWORD + " -keystore ";
        List<String> command = new ArrayList<>(List.of((keytool + " " + all).split(" ")));
        command.add(file(store).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /**
     * Returns the context of a server and its clients.
     *
     * @param trusted where the certificate is that the clients trust
     */
    public SSLContext context(String store, String trusted) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keyStore(store), PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keyStore(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private KeyStore keyStore(String name) throws Exception {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(name))) {
            keyStore.load(in, PASSWORD.toCharArray());
        }
        return keyStore;
    }
}
