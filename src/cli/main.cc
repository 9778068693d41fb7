#include "cli/program.h"

int main(int argc, char** argv) { return rapport::cli::RunProgram(argc, argv); }
