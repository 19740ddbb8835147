// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Headless browser that saves downloads and runs scripts in pages. */
public interface WebBrowser extends AutoCloseable {

    /** Browsers that the tests drive. */
    enum Kind {
        CHROME,
        FIREFOX
    }

    /**
     * Starts a browser, or returns {@code null} if none is installed or it is too old. The environment variable
     * {@code TEST_BROWSER} chooses its program: {@code firefox-esr}, a Chrome, or {@code none}.
     *
     * @param profile directory of the profile
     */
    static @Nullable WebBrowser start(Path profile) throws Exception {
        return start(Firefox.isProgram(System.getenv("TEST_BROWSER")) ? Kind.FIREFOX : Kind.CHROME, profile);
    }

    /**
     * Starts a browser, or returns {@code null} if none of its kind is installed, it is too old, or {@code TEST_BROWSER} names
     * another kind.
     *
     * @param profile directory of the profile
     */
    static @Nullable WebBrowser start(Kind kind, Path profile) throws Exception {
        return kind == Kind.FIREFOX ? Firefox.start(profile) : Chrome.start(profile);
    }

    /** Lets downloads go into a directory, under the names that servers give them. */
    void saveInto(Path directory) throws Exception;

    /** Returns the id of the next download that begins. */
    String nextDownload() throws Exception;

    /** Returns how a download ends: {@code completed} or {@code canceled}. */
    String endOfDownload(String id) throws Exception;

    /** Opens an address in a new tab. The page may not have arrived yet. */
    default Tab open(String url) throws Exception {
        return open(url, "");
    }

    /**
     * Opens an address in a new tab. The page may not have arrived yet.
     *
     * @param first script that runs before those of each page of the tab
     */
    Tab open(String url, String first) throws Exception;

    /** Ends the browser with all its processes, which write into the profile until then. */
    @Override
    void close();

    /** An open page. What a browser has no command for throws an {@link UnsupportedOperationException}. */
    interface Tab {

        /** Loads the page again, as the button of a browser does, and returns when its scripts have run. */
        void reload() throws Exception;

        /** Loads the page again, as in a browser in which JavaScript is turned off. */
        default void reloadWithoutScripts() throws Exception {
            throw new UnsupportedOperationException();
        }

        /** Returns the value of a JavaScript expression as text, awaited if it is a promise. */
        String evaluate(String expression) throws Exception;

        /** Chooses a file of the disk in the field that is the value of a JavaScript expression. */
        void choose(String field, Path file) throws Exception;

        /** Cuts the network of this tab off, or connects it again. */
        default void cutOff(boolean isOffline) throws Exception {
            throw new UnsupportedOperationException();
        }

        /** Shows the tab: of the tabs of a whole browser, only the one in front is visible. */
        void bringToFront() throws Exception;

        /** Closes the tab, without asking the page. */
        void close() throws Exception;

        /** Presses and releases a key, {@code Tab} or {@code Enter}. */
        void press(String key) throws Exception;

        /** Types a text into the field that has the focus. */
        void type(String text) throws Exception;

        /** Pastes what was copied into the field that has the focus. */
        void paste() throws Exception;

        /** Changes the size of the window, and the color scheme that the user prefers. Pages show no motion. */
        default void show(int width, int height, String colorScheme) throws Exception {
            throw new UnsupportedOperationException();
        }
    }
}
