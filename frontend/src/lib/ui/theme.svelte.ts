const KEPT = 'sorrel-theme';

/** Light or dark: as the system has it until somebody chooses. */
class Theme {
  dark = $state(matchMedia('(prefers-color-scheme: dark)').matches);

  constructor() {
    const chosen = localStorage.getItem(KEPT);
    if (chosen === 'light' || chosen === 'dark') {
      this.dark = chosen === 'dark';
      document.documentElement.dataset.theme = chosen;
    } else {
      matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => {
        if (!document.documentElement.dataset.theme) {
          this.dark = event.matches;
        }
      });
    }
  }

  toggle(): void {
    this.dark = !this.dark;
    const chosen = this.dark ? 'dark' : 'light';
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem(KEPT, chosen);
  }
}

export const theme = new Theme();
