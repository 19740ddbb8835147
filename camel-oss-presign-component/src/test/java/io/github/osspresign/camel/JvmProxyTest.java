// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.SocketServer;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Listings, uploads and downloads use neither the proxies of the virtual machine nor its {@link Authenticator}. */
@Execution(ExecutionMode.CONCURRENT)
class JvmProxyTest {

    @TempDir
    Path directory;

    @Test
    void requestsUseNeitherTheProxiesOfTheVirtualMachineNorItsPasswords() throws Exception {
        try (SocketServer proxy = new SocketServer("proxy", JvmProxyTest::requestPassword)) {
            List<String> options = List.of(
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                    "-DsocksProxyHost=127.0.0.1",
                    "-DsocksProxyPort=" + proxy.port(),
                    // By default, connections to this machine have no proxy.
                    "-DsocksNonProxyHosts=",
                    "-Dhttp.proxyHost=127.0.0.1",
                    "-Dhttp.proxyPort=" + proxy.port(),
                    "-Dhttp.nonProxyHosts=");

            String output = ChildJvm.with(options.toArray(String[]::new)).run(JvmProxyTest.class, directory.toString());

            assertThat(output).isEqualToIgnoringNewLines("7 bytes, verified crc64");
            assertThat(proxy.connections()).isZero();
        }
    }

    /** Requests user name and password, as a SOCKS server does (RFC 1928, 3), and refuses them. */
    private static void requestPassword(Socket socket) throws IOException {
        socket.getInputStream().readNBytes(4);
        socket.getOutputStream().write(new byte[] {5, 2});
        socket.getInputStream().read();
    }

    /** Child process that uploads an object, looks at it and downloads it into the directory of the argument. */
    public static void main(String[] args) throws Exception {
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                System.out.println("password requested by " + getRequestingProtocol());
                return new PasswordAuthentication("user", "password".toCharArray());
            }
        });
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                CamelContext context = new DefaultCamelContext()) {
            PresignComponent presign = context.getComponent("presign", PresignComponent.class);
            presign.setLocalDevelopment(true);
            presign.getConfiguration().setEndpoint(server.endpoint().toString());
            presign.getConfiguration().setRegion(server.region());
            presign.getConfiguration().setAccessKey(server.accessKeyId());
            presign.getConfiguration().setSecretKey(server.accessKeySecret());
            context.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Object put = link(template, "presign:demo?method=PUT");
            template.requestBodyAndHeader(
                    "osspresigned:?operation=upload&maxAttempts=1", "content", OssPresignedConstants.LINK, put);
            // One request for the metadata of the object.
            Object get = link(template, "presign:demo?verifyObject=true");
            Message downloaded = template.request(
                            "osspresigned:" + args[0],
                            exchange -> exchange.getMessage().setHeader(OssPresignedConstants.LINK, get))
                    .getMessage();
            System.out.println(downloaded.getHeader(OssPresignedConstants.FILE_LENGTH) + " bytes, verified "
                    + downloaded.getHeader(OssPresignedConstants.VERIFIED));
        }
    }

    private static Object link(ProducerTemplate template, String uri) {
        Exchange result = template.request(
                uri, exchange -> exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "a.txt"));
        return result.getMessage().getHeader(PresignConstants.LINK);
    }
}
