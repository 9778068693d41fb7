package dev.rapport;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URL;

/** Finds the shared library, checks that it is one this binding was made for, and binds it. */
final class NativeLoader {
  static final int ABI_VERSION = 0;
  private static final String VARIABLE = "RAPPORT_LIBRARY";

  // Not in Capi's own initializer: a class whose initializer fails says why only once.
  private static final String FAILURE = tryToLoad();

  private NativeLoader() {}

  /** To be called before the first function of {@link Capi}. */
  static void load() {
    if (FAILURE != null) throw new UnsatisfiedLinkError(FAILURE);
  }

  private static String tryToLoad() {
    try {
      if (com.sun.jna.Native.POINTER_SIZE != 8 || com.sun.jna.Native.SIZE_T_SIZE != 8) {
        return "Rapport for Java needs a 64-bit Java";
      }
      NativeLibrary library = find();
      checkVersion(library);
      com.sun.jna.Native.register(Capi.class, library);
      return null;
    } catch (LinkageError | IOException e) {
      return "cannot load Rapport: " + e.getMessage();
    }
  }

  private static NativeLibrary find() throws IOException {
    String chosen = System.getenv(VARIABLE);
    if (chosen != null && !chosen.isEmpty()) {
      File file = new File(chosen).getAbsoluteFile();
      if (!file.isFile()) throw new IOException(VARIABLE + " names no file: " + file);
      return NativeLibrary.getInstance(file.getPath());
    }
    String path = Platform.RESOURCE_PREFIX + "/" + fileName();
    URL carried = NativeLoader.class.getClassLoader().getResource(path);
    if (carried != null) return extract(path, carried);
    try {
      return NativeLibrary.getInstance(fileName());
    } catch (UnsatisfiedLinkError e) {
      throw new IOException(
          VARIABLE + " is not set, the package carries no " + path + ", and the system finds no "
              + fileName() + " (" + e.getMessage().replace('\n', ' ') + ")");
    }
  }

  private static NativeLibrary extract(String path, URL carried) throws IOException {
    File file =
        com.sun.jna.Native.extractFromResourcePath("/" + path, NativeLoader.class.getClassLoader());
    try {
      return NativeLibrary.getInstance(file.getAbsolutePath());
    } finally {
      // What is loaded needs no name any more. JNA would remove it at the end of the program, but
      // not of one that is killed. Windows refuses, and leaves it to JNA.
      boolean copied = !"file".equals(carried.getProtocol());
      if (copied && !Platform.isWindows()) file.delete();
    }
  }

  private static String fileName() {
    if (Platform.isWindows()) return "rapport.dll";
    return Platform.isMac() ? "librapport.0.dylib" : "librapport.so.0";
  }

  private static void checkVersion(NativeLibrary library) throws IOException {
    Function version = library.getFunction("rapport_abi_version");
    int found = version.invokeInt(new Object[0]);
    if (found != ABI_VERSION) {
      throw new IOException(
          library.getFile() + " has ABI version " + found + ", and this binding needs "
              + ABI_VERSION);
    }
  }
}
