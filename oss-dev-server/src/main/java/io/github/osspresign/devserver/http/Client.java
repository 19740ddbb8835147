package io.github.osspresign.devserver.http;

import java.net.InetAddress;

/** The client of a connection: its address, and the scheme that it uses, http or https. */
public record Client(String scheme, InetAddress address) {}
