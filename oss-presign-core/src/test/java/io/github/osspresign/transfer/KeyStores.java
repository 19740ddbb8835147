// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

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

/** Keys and certificates that the JDK's own tool makes in a directory. */
record KeyStores(Path directory) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A server of the name localhost, and clients that trust it. */
    SSLContext localhost() throws Exception {
        keytool("localhost", "-genkeypair -alias localhost -keyalg EC -dname CN=localhost -ext san=dns:localhost");
        return context("localhost", "localhost");
    }

    /** @param arguments separated by spaces */
    void keytool(String store, String arguments) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String all = arguments + " -storetype PKCS12 -storepass " + new String(PASSWORD) + " -keystore ";
        List<String> command = new ArrayList<>(List.of((keytool + " " + all).split(" ")));
        command.add(directory.resolve(store).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /**
     * A server and its clients.
     *
     * @param trusted where the certificate is that the clients trust
     */
    SSLContext context(String store, String trusted) throws Exception {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keyStore(store), PASSWORD);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keyStore(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private KeyStore keyStore(String name) throws Exception {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name))) {
            keyStore.load(in, PASSWORD);
        }
        return keyStore;
    }
}
