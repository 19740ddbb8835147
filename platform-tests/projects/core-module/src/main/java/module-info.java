// SPDX-License-Identifier: Apache-2.0
/** An application on the module path. */
module com.example.core {
    requires io.github.osspresign.core;
    requires io.github.osspresign.devserver;
}
