// Optional: adds a copy button behind codes. Every page is complete without it.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = '复制';
    button.setAttribute('aria-label', `复制 ${code.dataset.copy}`);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(code.dataset.copy);
      button.textContent = '已复制';
    });
    code.after(button);
  }
}
