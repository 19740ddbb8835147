// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Makes servers of TLS that end a connection without a word of it: TCP only, no {@code close_notify}. */
final class CutTls extends ServerSocketFactory {

    private final SSLContext context;

    CutTls(SSLContext context) {
        this.context = context;
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address) {
            @Override
            public Socket accept() throws IOException {
                Socket tcp = super.accept();
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
                tls.setUseClientMode(false);
                return new Cut(tcp, tls);
            }
        };
    }

    private static final class Cut extends Socket {

        private final Socket tcp;
        private final SSLSocket tls;

        Cut(Socket tcp, SSLSocket tls) {
            this.tcp = tcp;
            this.tls = tls;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return tls.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return tls.getOutputStream();
        }

        @Override
        public void setSoLinger(boolean on, int seconds) throws SocketException {
            tcp.setSoLinger(on, seconds);
        }

        @Override
        public synchronized void close() throws IOException {
            tcp.close();
        }
    }
}
