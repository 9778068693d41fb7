package dev.rapport;

/** The shared library that is in use. */
public final class Rapport {
  private Rapport() {}

  /** {@return its version, three numbers with dots between them} */
  public static String version() {
    NativeLoader.load();
    return Call.staticText(Capi.rapport_version());
  }

  /** {@return the version of its binary interface; this binding takes 0 only} */
  public static int abiVersion() {
    NativeLoader.load();
    return Capi.rapport_abi_version();
  }
}
